/** Looked at: long enough that one slow part says little, short enough to follow another network. */
const windowMs = 12_000;

/** How fast something goes, by what was there when. */
export class Speed {
  #notes: { at: number; bytes: number }[] = [];

  /** Bytes a second; null until that can be said. */
  note(bytes: number, at: number): number | null {
    this.#notes = [...this.#notes.filter((note) => at - note.at <= windowMs), { at, bytes }];
    const [first] = this.#notes;
    if (!first || at <= first.at || bytes <= first.bytes) return null;
    return ((bytes - first.bytes) / (at - first.at)) * 1_000;
  }
}
