import { SignInAttempts } from './attempts.js';

const start = new Date('2026-11-19T11:18:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

function failing(times: number, place: (i: number) => string): SignInAttempts {
  const attempts = new SignInAttempts();
  for (let i = 0; i < times; i++) attempts.failed('ada', place(i), start);
  return attempts;
}

describe('failed sign-ins', () => {
  it('let one place try ten times and then wait for the rest of the quarter', () => {
    expect(() => failing(9, () => 'here').refuseTooMany('ada', 'here', after(1))).not.toThrow();
    const attempts = failing(10, () => 'here');
    expect(() => attempts.refuseTooMany('ada', 'here', after(1))).toThrow(/Too many/);
    expect(() => attempts.refuseTooMany('ada', 'there', after(1))).not.toThrow();
    expect(() => attempts.refuseTooMany('bob', 'here', after(1))).not.toThrow();
    expect(() => attempts.refuseTooMany('ada', 'here', after(15))).not.toThrow();
  });

  it('count all places together, so that many machines gain little', () => {
    expect(() => failing(50, String).refuseTooMany('ada', 'new', after(1))).toThrow(/Too many/);
  });

  it('are forgotten for the place that knew the password', () => {
    const attempts = failing(10, () => 'here');
    attempts.succeeded('ada', 'here');
    expect(() => attempts.refuseTooMany('ada', 'here', after(1))).not.toThrow();
  });
});
