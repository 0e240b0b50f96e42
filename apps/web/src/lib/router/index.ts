export {
  navigate,
  subscribe as subscribeToLocation,
  useLocation,
  useNavigate,
  type NavigateFunction,
  type NavigateOptions,
} from './history.ts';
export { Link } from './Link.tsx';
export { matchPath } from './match-path.ts';
export { Redirect } from './Redirect.tsx';
export { Router } from './Router.tsx';
