/**
 * Does the work for each item, so many at a time, taking the next item only when there is room. The first error ends it: no
 * further item is begun, and it is thrown when all that were begun have ended.
 */
export async function eachLimited<T>(items: AsyncIterable<T> | Iterable<T>, limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let failed: { readonly error: unknown } | null = null;
  let ended = false;
  let turn: Promise<unknown> = Promise.resolve();
  const take = (): Promise<IteratorResult<T>> => {
    const next = turn.then(() => (ended ? ({ done: true, value: undefined } as IteratorResult<T>) : iterator.next()));
    turn = next.catch(() => undefined);
    return next;
  };
  const worker = async (): Promise<void> => {
    while (failed === null) {
      try {
        const next = await take();
        if (next.done) {
          ended = true;
          return;
        }
        await work(next.value);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failed === null) return;
  await iterator.return?.();
  throw (failed as { readonly error: unknown }).error;
}
