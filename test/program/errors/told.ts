export const anotherUser = {
  needs: 'another user',
  environment: {HOME: '@/anybody', LVSCTL_KERNEL: 'embedded:@/anybody/k'},
} as const;
export const absent = /there is no such file or folder \(ENOENT\): look at how its path is written/;
export const aFolder = /it is a folder.*: name (a file|the files in it)/;
export const forbidden = /permission denied \(EACCES\): run this as somebody who may, such as with sudo/;
export const full = /no space left on device \(ENOSPC\): make room there/;
export const readOnly = /its file system is read-only \(EROFS\): name another place, or remount it/;
export const noFolder = /part of its path is a file, not a folder \(ENOTDIR\): look at how it is written/;
export const helps = (command: string, words: string) =>
  new RegExp(`^lvsctl ${command}: ${words}.*\nlvsctl ${command} --help tells what there is\\.\n$`, 's');
