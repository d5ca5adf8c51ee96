// A process that is started with this believes in a time that is off by FIRMAMENT_TEST_CLOCK_MS.
const off = Number(process.env.FIRMAMENT_TEST_CLOCK_MS ?? 0);
const Right = Date;
if (off !== 0) {
  globalThis.Date = class Date extends Right {
    constructor(...given) {
      if (given.length === 0) super(Right.now() + off);
      else super(...given);
    }

    static now() { return Right.now() + off; }
  };
}
