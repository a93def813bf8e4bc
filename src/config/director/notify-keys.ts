import type {NotifyCommand} from '../../vrrp/router/configuration.js';
import {type Kind, writtenKind} from './kind.js';
import {command, path, plainName, truth} from './kinds.js';
import {optional, required, shapeKind, usually} from './shape.js';

/** A program that is run as somebody else. */
export const runShape = {
  name: 'a program to run',
  keys: {
    run: required(command, 'the program and its words'),
    user: optional(plainName, 'keepalived_script, else nobody', 'who runs it: `user`, or `user group`'),
  },
} as const;

const plain: Kind<NotifyCommand> = {
  takes: command.takes,
  read(spot, text) {
    const words = command.read(spot, text);
    return words && {command: words, user: undefined};
  },
};

const asUser: Kind<NotifyCommand> = {
  takes: 'a map of run and user',
  read(spot, text) {
    const found = shapeKind(this.takes, runShape).read(spot, text);
    return found && {command: found.run, user: found.user};
  },
};

const notifyCommand = writtenKind('[/path/of/program, word], or a map of run and user', {list: plain, map: asUser});

/** What is run when a router or a group changes. `deleted` and `lower` are a router's. */
export const onShape = {
  name: 'on',
  keys: {
    master: optional(notifyCommand, 'nothing', 'run on becoming master'),
    backup: optional(notifyCommand, 'nothing', 'run on becoming backup'),
    fault: optional(notifyCommand, 'nothing', 'run on a fault'),
    stop: optional(notifyCommand, 'nothing', 'run when the director ends'),
    any: optional(
      notifyCommand,
      'nothing',
      'run on each of these, with `INSTANCE` or `GROUP`, the name, the state and the priority behind its words',
    ),
    deleted: optional(notifyCommand, 'nothing', 'run when a reload leaves it out; of a router only'),
    lower: optional(
      notifyCommand,
      'nothing',
      'run when it is master and hears one of lower priority; of a router only',
    ),
  },
} as const;

/** Who is told of every transition, whoever's. */
export const notifyShape = {
  name: 'notify',
  keys: {
    run: optional(command, 'nothing', 'run on every transition, with the same words behind its own as `any` of `on`'),
    user: optional(plainName, 'keepalived_script, else nobody', 'who runs it: `user`, or `user group`'),
    fifo: optional(path, 'none', 'a FIFO that is told every transition, a line each, as keepalived writes them'),
    priorities: usually(truth, false, 'false', 'the FIFO is told changes of the priority, too'),
  },
} as const;
