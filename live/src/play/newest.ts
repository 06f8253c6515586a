/** Work that answers late: only the newest may show what it found. */
export class Newest {
  #last = 0;

  /** From now on older work is stale. The answer says whether this one is, too. */
  begin(): () => boolean {
    const mine = (this.#last += 1);
    return () => mine !== this.#last;
  }
}
