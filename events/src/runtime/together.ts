/** Hands over in one piece what came while the last piece was worked on: a crowd travels together, and who comes alone waits for nobody. */
export async function* together<T>(source: AsyncIterable<T>, most: number): AsyncGenerator<T[], void> {
  const line = new Line<T>(most);
  const reading = line.read(source);
  reading.catch(() => undefined); // a fault waits until what came before it is worked on; until then nobody listens
  try {
    for (let batch = await line.take(); batch.length > 0; batch = await line.take()) yield batch;
  } finally {
    line.close();
  }
  await reading;
}

/** Those who wait between the one that reads and the one that takes. */
class Line<T> {
  private readonly waiting: T[] = [];
  private isOver = false;
  private somebodyCame = (): void => undefined;
  private thereIsRoom = (): void => undefined;

  constructor(private readonly most: number) {}

  /** Reads until the source ends, and no further ahead than one piece. */
  async read(source: AsyncIterable<T>): Promise<void> {
    try {
      for await (const one of source) {
        if (this.isOver) return;
        this.waiting.push(one);
        this.somebodyCame();
        if (this.waiting.length >= this.most) await new Promise<void>((resolve) => { this.thereIsRoom = resolve; });
      }
    } finally {
      this.close();
    }
  }

  /** All who wait; nobody once the source is at its end. */
  async take(): Promise<T[]> {
    if (this.waiting.length === 0 && !this.isOver) await new Promise<void>((resolve) => { this.somebodyCame = resolve; });
    const batch = this.waiting.splice(0);
    this.thereIsRoom();
    return batch;
  }

  close(): void {
    this.isOver = true;
    this.somebodyCame();
    this.thereIsRoom();
  }
}
