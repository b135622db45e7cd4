import { basename, dirname, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import { PAGE_POLICY } from '../front/security-headers';

const ASSETS = join(__dirname, '../../assets/graphiql');
const packageFile = (name: string, path: string) => join(dirname(require.resolve(`${name}/package.json`)), path);

/** The published browser builds are served as they are: nothing is bundled, nothing comes from another origin. */
const FILES: Readonly<Record<string, string>> = {
  '/graphiql/react.js': packageFile('react', 'umd/react.production.min.js'),
  '/graphiql/react-dom.js': packageFile('react-dom', 'umd/react-dom.production.min.js'),
  '/graphiql/graphql-ws.js': packageFile('graphql-ws', 'umd/graphql-ws.min.js'),
  '/graphiql/graphiql.js': packageFile('graphiql', 'graphiql.min.js'),
  '/graphiql/graphiql.css': packageFile('graphiql', 'graphiql.min.css'),
  '/graphiql/start.js': join(ASSETS, 'start.js'),
  '/graphiql/page.css': join(ASSETS, 'page.css'),
};

/** The page on which people try the API: `/graphiql`. Mounted only where it is switched on. */
export function graphiqlPage(): Router {
  const router = Router();
  router.get('/graphiql', file(join(ASSETS, 'index.html'), { 'Content-Security-Policy': PAGE_POLICY }));
  for (const [path, name] of Object.entries(FILES)) router.get(path, file(name));
  return router;
}

/** One file; browsers ask again each time and are answered 304 while it is the same. */
function file(path: string, headers: Readonly<Record<string, string>> = {}): RequestHandler {
  const serve = express.static(dirname(path), { index: false, redirect: false, cacheControl: false });
  return (request, response, next) => {
    response.set({ 'Cache-Control': 'no-cache', ...headers });
    request.url = `/${basename(path)}`;
    serve(request, response, next);
  };
}
