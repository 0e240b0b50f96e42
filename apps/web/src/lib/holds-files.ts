export function holdsFiles({ types }: Pick<DataTransfer, 'types'>): boolean {
  return types.some((type) => type.toLowerCase() === 'files');
}
