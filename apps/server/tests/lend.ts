/** A second node does not close what both stand on. */
export function lend<Part extends object>(part: Part): Part {
  return new Proxy(part, {
    get(target, key) {
      if (key === 'close') return () => Promise.resolve();
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
