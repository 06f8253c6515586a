/**
 * sessionStorage, which two tabs never share; null where it is blocked: even asking for it throws then, or
 * overrides/main.html has put a box in its place, which a reload empties.
 */
export function tabShelf(): Storage | null {
  try {
    return sessionStorage instanceof Storage ? sessionStorage : null;
  } catch {
    return null;
  }
}
