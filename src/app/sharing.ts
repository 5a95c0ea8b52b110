/**
 * The items that have a key in common with another item, in their order: only these can be at odds.
 *
 * Most apps have thousands of items and no two with a common key. Then this is all that a comparison of each with each costs.
 *
 * @param keys of an item; the same key twice is one
 */
export function sharingKeys<Item>(items: Item[], keys: (item: Item) => string[]): Item[] {
  return areAllDifferent(items, keys) ? [] : ownersOfSharedKeys(items, keys);
}

/** Cheaper than to remember who has which key. */
function areAllDifferent<Item>(items: Item[], keys: (item: Item) => string[]): boolean {
  const seen = new Set<string>();
  let count = 0;
  for (const item of items) {
    for (const key of keys(item)) {
      seen.add(key);
      if (seen.size < ++count) return false;
    }
  }
  return true;
}

function ownersOfSharedKeys<Item>(items: Item[], keys: (item: Item) => string[]): Item[] {
  const owners = new Map<string, Item>();
  const sharing = new Set<Item>();
  for (const item of items) {
    for (const key of keys(item)) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, item);
      else if (owner !== item) sharing.add(owner).add(item);
    }
  }
  return items.filter((item) => sharing.has(item));
}
