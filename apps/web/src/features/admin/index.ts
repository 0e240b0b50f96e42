export { adminPath } from './admin-path.ts';
export { mayIn } from './may-in.ts';
