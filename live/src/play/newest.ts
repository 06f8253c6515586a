/** Work that answers late: only the newest may show what it found. */
export class Newest {
  #last = 0;

  /** From now on older work is stale. The answer says whether this one is, too. */
  begin(): () => boolean {
    const mine = (this.#last += 1);
    return () => mine !== this.#last;
  }
}

/** Files that are read at the same time: one that was begun before what has come already comes too late. */
export class Arrivals {
  #begun = 0;
  readonly #come = new Map<string, number>();

  /** `place`: where it goes. The answer, asked when it is there, says whether it still may. */
  begin(place: string): () => boolean {
    const mine = (this.#begun += 1);
    return () => {
      if (mine < (this.#come.get(place) ?? 0)) return false;
      this.#come.set(place, mine);
      return true;
    };
  }
}
