"""A browser that blocks all site data: every kind of storage throws when it is only asked for."""

BLOCK = """
const refuse = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"])
  Object.defineProperty(window, name, { get: refuse, configurable: true });
Object.defineProperty(Navigator.prototype, "serviceWorker", { get: refuse, configurable: true });
Object.defineProperty(Navigator.prototype, "storage", { get: refuse, configurable: true });
Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse, configurable: true });
"""
