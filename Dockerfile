# One image for the router and every subgraph; the command says which it is.
FROM node:20-slim AS sources
WORKDIR /app
COPY . .

FROM sources AS build
RUN npm ci --ignore-scripts && npm run build
# What runs: built code, the contract, pages. Without sources and tests.
RUN mkdir /built && cp -r --parents package.json */package.json subgraphs/*/package.json */dist subgraphs/*/dist router/assets /built \
  && cp -r schema/*.graphql schema/*.json schema/*.tsv schema/events schema/operations /built/schema/

FROM sources AS dependencies
RUN npm ci --omit=dev --ignore-scripts

FROM node:20-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /built .
USER node
VOLUME /data
EXPOSE 4000
CMD ["node", "router/dist/main.js"]
