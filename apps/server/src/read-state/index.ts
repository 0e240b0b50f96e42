export { ReadPositions } from './read-positions.ts';
export { readRoutes } from './read-routes.ts';
