/* global React, ReactDOM, GraphiQL, graphqlWs */
(() => {
  const welcome = `# Welcome to Sangam: five products in one graph.
#
# Queries and mutations go over HTTP, subscriptions
# over a WebSocket. Both send what stands in the
# tab "Headers" below, for example after signing in:
#
#   { "Authorization": "Bearer <access token>" }
#
# Ctrl+Space completes, Ctrl+Enter runs,
# the book on the left is the reference.

query Hello {
  __typename
}
`;

  const endpoint = new URL('/graphql', window.location.href);
  const socket = new URL(endpoint);
  socket.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

  // A socket is opened for the first stream and closed after the last, so each time with the headers of the tab.
  let headers = {};
  const wsClient = graphqlWs.createClient({ url: socket.href, lazy: true, retryAttempts: 5, connectionParams: () => headers });
  const send = GraphiQL.createFetcher({ url: endpoint.href, wsClient });
  const fetcher = (request, options) => {
    headers = options?.headers ?? {};
    return send(request, options);
  };

  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, { fetcher, defaultQuery: welcome, defaultEditorToolsVisibility: 'headers', shouldPersistHeaders: false }),
  );
})();
