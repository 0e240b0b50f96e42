export { PeoplePicker } from './PeoplePicker.tsx';
export { useListKeys } from './use-list-keys.ts';
export { usePeopleSearch } from './use-people-search.ts';
