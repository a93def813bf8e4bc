import type {Overlay} from './overlay.js';

/** The intention that makes what is shown: another key for what is dangerous. Undefined where nothing makes it. */
export function answerOf(overlay: Overlay | undefined): 'confirm' | 'confirm-danger' | undefined {
  if (overlay?.type === 'preview') return overlay.plan.danger === undefined ? 'confirm' : 'confirm-danger';
  if (overlay?.type !== 'handover' || !overlay.plan) return undefined;
  const {objections, steps} = overlay.plan;
  if (steps.length === 0 || objections.some(({isForceable}) => !isForceable)) return undefined;
  return objections.length > 0 ? 'confirm-danger' : 'confirm';
}
