export function membersText(count: number): string {
  return `${count} ${count === 1 ? 'member' : 'members'}`;
}
