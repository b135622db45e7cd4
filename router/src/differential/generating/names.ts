/** Names of fields are few on purpose: an alias of one is the name of another, on its own type and on others. */
export const FIELD_NAMES = [
  'name', 'title', 'price', 'weight', 'size', 'label', 'owner', 'items', 'related', 'parent', 'note', 'status', 'rank', 'tags', 'grid', 'made', 'extra', 'best', 'parts', 'score', 'kin', 'about',
];
export const ENTITY_NAMES = ['Product', 'User', 'Review', 'Store', 'Parcel'];
export const VALUE_NAMES = ['Dims', 'Money', 'Place'];
export const INTERFACE_NAMES = ['Item', 'Shape'];
export const UNION_NAMES = ['Found', 'Target'];
export const SUBGRAPH_NAMES = ['ants', 'bees', 'cats', 'dogs', 'elks', 'fish'];
export const KEY_NAMES = ['id', 'sku', 'code', 'region', 'org'];
