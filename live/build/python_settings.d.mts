export const ENVIRONMENT: Record<string, string>;
export const EXECUTABLE: string;
export const LIBRARY: string;
export const STDLIB: string;
export function emptyLock(version: string): string;
