export { definePlaceSetting, type PlaceSetting } from './define-setting.ts';
export * from './operations.ts';
export * from './permissions.ts';
export * from './place-role.ts';
export * from './settings.ts';
