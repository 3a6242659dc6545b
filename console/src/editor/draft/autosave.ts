/** What the server said to a text that was to be kept. */
export type SaveAnswer =
  /** @param tag null when it is what is published, of which no draft is needed. */
  | { kind: 'saved'; tag: string | null }
  /** Somebody else was faster.
   *  @param text what they wrote; null when the draft is gone. */
  | { kind: 'moved'; text: string | null; tag: string | null }
  /** Nobody answered, or the server refused: it is tried again. */
  | { kind: 'failed'; detail: string | null };

export type SaveState = 'published' | 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict';

export interface Conflict {
  /** What the other one wrote; null when the draft is gone. */
  text: string | null;
  tag: string | null;
}

const pauseMs = 800;
const againMs = 5000;

/** Keeps a text a moment after the last change, one request at a time. Nothing is overwritten that was not read, and nothing given up. */
export class Autosave {
  state: SaveState;
  conflict: Conflict | null = null;
  /** What the server said when it refused; null when nobody answered. */
  detail: string | null = null;
  private wanted: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private isDue = false;

  /** @param kept the text that the server has, under the tag; without a tag it is what is published. */
  constructor(
    private kept: string,
    private tag: string | null,
    private readonly save: (text: string, tag: string | null) => Promise<SaveAnswer>,
    private readonly changed: () => void,
  ) {
    this.wanted = kept;
    this.state = tag === null ? 'published' : 'saved';
  }

  get isSafe(): boolean {
    return this.wanted === this.kept && !this.isDue;
  }

  /** The tag of the draft that the server has; null when it has none. */
  get seen(): string | null {
    return this.tag;
  }

  write(text: string): void {
    this.wanted = text;
    if (this.conflict !== null || this.running) {
      return; // whoever decides, or the answer, goes on from here
    }
    clearTimeout(this.timer);
    if (this.isSafe) {
      this.sayKept();
      return;
    }
    this.say('waiting');
    this.timer = setTimeout(() => void this.flush(), pauseMs);
  }

  /** Keeps what is written at once. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running || this.isSafe || this.conflict !== null) {
      return;
    }
    this.running = true;
    this.say('saving');
    const text = this.wanted;
    const answer = await this.save(text, this.tag);
    this.running = false;
    switch (answer.kind) {
      case 'saved':
        this.kept = text;
        this.tag = answer.tag;
        this.isDue = false;
        this.sayKept();
        this.write(this.wanted);
        break;
      case 'moved':
        if (answer.text === text) {
          this.settle({ text, tag: answer.tag }); // the same words: nothing to decide
        } else {
          this.conflict = { text: answer.text, tag: answer.tag };
          this.say('conflict');
        }
        break;
      case 'failed':
        this.detail = answer.detail;
        this.say('failed');
        this.timer = setTimeout(() => void this.flush(), againMs);
    }
  }

  /** Somebody has decided what to go on with: what they choose is written next, over what they have seen. */
  resolve(): void {
    if (this.conflict !== null) {
      this.settle(this.conflict);
    }
  }

  /** Keeps the same words once more: what they are based on has changed. */
  async again(): Promise<void> {
    this.isDue = true;
    await this.flush();
  }

  /** The draft is gone because somebody wanted it so: nothing of it is kept any more. */
  abandon(): void {
    clearTimeout(this.timer);
    this.wanted = this.kept;
    this.isDue = false;
  }

  private settle(seen: Conflict): void {
    this.conflict = null;
    this.tag = seen.tag;
    this.kept = seen.text ?? '';
    this.say('waiting');
    this.write(this.wanted);
  }

  private sayKept(): void {
    this.say(this.tag === null ? 'published' : 'saved');
  }

  private say(state: SaveState): void {
    this.state = state;
    this.changed();
  }
}
