import type {
  KnownHold,
  RouterOwner,
  SwitchOutcome,
  SwitchPlan,
  SwitchRequest,
  SwitchStep,
} from '../../vrrp/handover/router-owner.js';
import {refuse} from '../../vrrp/handover/objections.js';
import type {RouterWorld} from '../router-world.js';
import {askCluster, type ClusterStatus} from './cluster-status.js';
import {heartbeatProgram} from './find-heartbeat.js';
import type {HeartbeatManager} from './heartbeat-manager.js';
import {isTarget, type PlannedStandby, planStandby} from './plan-standby.js';
import {runStandby, type StandbyLimits, standbyLimits} from './run-standby.js';

/** Moves the resources of heartbeat by hb_standby and hb_takeover. A target is a group of haresources, or `heartbeat` for all. */
export class HeartbeatOwner implements RouterOwner {
  readonly name = 'heartbeat';
  readonly #planned = new WeakMap<SwitchPlan, PlannedStandby>();

  constructor(
    private readonly world: RouterWorld,
    private readonly manager: HeartbeatManager,
    private readonly limits: StandbyLimits = standbyLimits,
  ) {}

  knows(target: string): boolean {
    return this.manager.isHere && isTarget(target, this.manager.configuration?.groups ?? []);
  }

  async planSwitch(request: SwitchRequest): Promise<SwitchPlan> {
    const {world, manager} = this;
    const {configuration, isRunning} = manager;
    if (!configuration) throw new Error(`heartbeat has no configuration here: ${request.target} is unknown`);
    const network = await world.network.read();
    let status: ClusterStatus | undefined;
    let failure: string | undefined;
    try {
      if (isRunning) status = await askCluster(world);
    } catch (error) {
      failure = (error as Error).message;
    }
    const planned = planStandby(
      {
        host: world.host,
        isRunning,
        hasPacemaker: configuration.hasPacemaker,
        autoFailback: configuration.autoFailback,
        groups: configuration.groups,
        views: manager.views(network, world.clock()),
        status,
        failure,
        program: heartbeatProgram(world.machine, request.to === 'backup' ? 'hb_standby' : 'hb_takeover'),
      },
      request,
    );
    this.#planned.set(planned.plan, planned);
    return planned.plan;
  }

  async carryOut(
    plan: SwitchPlan,
    onStep: (step: SwitchStep) => void,
    isInterrupted: () => boolean,
  ): Promise<SwitchOutcome> {
    const planned = this.#planned.get(plan);
    if (!planned || planned.plan.isRelease) throw new Error('this plan has nothing that could be carried out');
    return runStandby(this.world, planned, this.limits, onStep, isInterrupted);
  }

  /** There is nothing to release: heartbeat knows no holds. */
  async planRelease(target: string): Promise<SwitchPlan> {
    const request = {target, to: 'master', via: 'auto'} as const;
    const none = {file: undefined, hold: undefined, owner: undefined, reason: undefined};
    const plan = await this.planSwitch({...request, ...none});
    return {
      ...plan,
      isRelease: true,
      steps: [],
      objections: [
        refuse('no-hold', `heartbeat has no holds: lvsctl vrrp switch ${target} --to master brings the resources here`),
      ],
    };
  }

  async holds(): Promise<readonly KnownHold[]> {
    return [];
  }
}
