/*
 * Lets linux.uml 6.1 run on processors with AMX.
 *
 * UML restores the extended state of its processes from a buffer of 2696 bytes (all that AVX-512 and PKRU need).
 * Where the host's XSAVE area is larger (AMX: 11008 bytes), PTRACE_SETREGSET of NT_X86_XSTATE demands the whole area
 * and UML dies at boot with "ptrace set fp regs failed, errno = 14". Preloaded into linux.uml, this ptrace(2) hands
 * over the same state in a buffer of the host's length, its tail zero and the AMX components marked as unused.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* XSTATE_BV, the first word of the XSAVE header: Intel SDM volume 1, section 13.4.2. */
#define XSTATE_BV_OFFSET 512
/* TILECFG and TILEDATA are state components 17 and 18. */
#define AMX_COMPONENTS ((uint64_t)3 << 17)

static unsigned char area[65536];
static size_t host_length; /* of the host's XSAVE area; 0 = not yet asked */
static size_t used_length; /* bytes of `area` that earlier calls have written */

static long raw_ptrace(long request, long pid, void *address, void *data) {
  return syscall(SYS_ptrace, request, pid, address, data);
}

/* Once per UML: the length never changes. The probe fills `area`, so all of it counts as written. */
static int learn_host_length(long pid) {
  struct iovec whole = {area, sizeof area};
  if (raw_ptrace(PTRACE_GETREGSET, pid, (void *)NT_X86_XSTATE, &whole) < 0) return -1;
  host_length = whole.iov_len;
  used_length = sizeof area;
  return 0;
}

static long set_extended_state(long pid, const struct iovec *given) {
  if (host_length == 0 && learn_host_length(pid) < 0) return -1;
  if (given->iov_len >= host_length || given->iov_len < XSTATE_BV_OFFSET + sizeof(uint64_t))
    return raw_ptrace(PTRACE_SETREGSET, pid, (void *)NT_X86_XSTATE, (void *)given);
  memcpy(area, given->iov_base, given->iov_len);
  if (used_length > given->iov_len) memset(area + given->iov_len, 0, used_length - given->iov_len);
  used_length = given->iov_len;
  uint64_t components;
  memcpy(&components, area + XSTATE_BV_OFFSET, sizeof components);
  components &= ~AMX_COMPONENTS;
  memcpy(area + XSTATE_BV_OFFSET, &components, sizeof components);
  struct iovec padded = {area, host_length};
  return raw_ptrace(PTRACE_SETREGSET, pid, (void *)NT_X86_XSTATE, &padded);
}

long ptrace(enum __ptrace_request request, ...) {
  va_list arguments;
  va_start(arguments, request);
  long pid = va_arg(arguments, int);
  void *address = va_arg(arguments, void *);
  void *data = va_arg(arguments, void *);
  va_end(arguments);

  if (request == PTRACE_PEEKTEXT || request == PTRACE_PEEKDATA || request == PTRACE_PEEKUSER) {
    long word; /* the system call stores the word; the library function returns it */
    if (raw_ptrace(request, pid, address, &word) < 0) return -1;
    errno = 0;
    return word;
  }
  if (request == PTRACE_SETREGSET && (long)address == NT_X86_XSTATE) return set_extended_state(pid, data);
  return raw_ptrace(request, pid, address, data);
}
