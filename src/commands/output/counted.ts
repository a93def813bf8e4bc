/** `1 service`, `2 services`. @param what a noun whose plural has an s */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
