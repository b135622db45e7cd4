// What is asked: three queries of growing size, and a mix of small operations with variables. Each request also names the REST path that answers the same.
const { operations } = require('./mix');

const LIGHT = 'query Light { me { id username name reviews { id product { upc name price weight } } } }';

const MEDIUM = `query Medium {
  topProducts(first: 5) { upc name price inStock shippingEstimate reviews { id body author { id name username } } }
}`;

const HEAVY = `
fragment Person on User { id username name }
fragment Opinion on Review { id body }
fragment Item on Product { inStock name price shippingEstimate upc weight }
query Heavy {
  users {
    ...Person
    reviews { ...Opinion product { ...Item reviews { ...Opinion author { ...Person reviews { ...Opinion product { ...Item } } } } } }
  }
  topProducts {
    ...Item
    reviews { ...Opinion author { ...Person reviews { ...Opinion product { ...Item } } } }
  }
}`;

const single = (name, query) => ({ name, requests: [{ path: `/${name}`, query, variables: {} }] });

/** How many sets of variables each operation of the mix comes with. */
const VARIABLE_SETS = 10;

/** Step through the mix that visits every request before it repeats one: prime to their number. */
const STRIDE = 37;

function mixRequests() {
  const requests = operations.flatMap(({ name, query, variables }) => Array.from({ length: VARIABLE_SETS }, (_, index) => {
    const values = variables(index);
    return { path: `/mix/${name}?${new URLSearchParams(values)}`, query, variables: values };
  }));
  return requests.map((_request, index) => requests[(index * STRIDE) % requests.length]);
}

const workloads = [single('light', LIGHT), single('medium', MEDIUM), single('heavy', HEAVY), { name: 'mix', requests: mixRequests() }];

module.exports = { workloads };
