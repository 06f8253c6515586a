/** What readers want this device to remember: values by name in the browser's own database, which never leaves it. */

const DATABASE = "token-tour.own";
const SHELF = "own";

/** Rejects where the browser keeps nothing, or has no room. */
export async function keep(name: string, value: unknown): Promise<void> {
  await within("readwrite", (shelf) => shelf.put(value, name));
}

export async function unkeep(name: string): Promise<void> {
  await within("readwrite", (shelf) => shelf.delete(name));
}

/** All that is kept. */
export async function kept(): Promise<unknown[]> {
  return within("readonly", (shelf) => shelf.getAll() as IDBRequest<unknown[]>);
}

/** Forgets everything. */
export function unkeepAll(): void {
  try {
    indexedDB.deleteDatabase(DATABASE);
  } catch {
    // forbidden, and so empty
  }
}

async function within<T>(mode: IDBTransactionMode, ask: (shelf: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(SHELF, mode);
      const request = ask(transaction.objectStore(SHELF));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(SHELF);
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("the database is in use"));
  });
}
