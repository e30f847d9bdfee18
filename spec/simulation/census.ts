/** The largest that a collection of the engine has been since it was last asked for; 0 where nobody counts. */
export interface Census {
  readonly take: () => number;
}

let largest = 0;

const count = (size: number): void => {
  if (size > largest) largest = size;
};

export const census: Census = {
  take: () => {
    const taken = largest;
    largest = 0;
    return taken;
  },
};

/**
 * Maps and sets that are counted. The runner lets the modules of the engine use them in place of the platform's own,
 * which knows nothing of limits; classes, because that is what they stand in for.
 */
export class CountedMap<K, V> extends Map<K, V> {
  override set(key: K, value: V): this {
    super.set(key, value);
    count(this.size);
    return this;
  }
}

export class CountedSet<T> extends Set<T> {
  override add(value: T): this {
    super.add(value);
    count(this.size);
    return this;
  }
}
