import {command} from '../../ipvs/attributes.js';
import type {Director} from '../director.js';
import {setConfiguration} from './configuration.js';
import {startDaemon, stopDaemon} from './daemons.js';
import {type DestinationRequest, parseDestination} from './destination-request.js';
import {addDestination, deleteDestination, editDestination} from './destinations.js';
import {Failure, type Outcome} from './outcome.js';
import type {Request, Surroundings} from './request.js';
import {parseServiceName, parseServiceSettings, type ServiceRequest} from './service-request.js';
import {giveWay} from '../traffic/play-scene.js';
import {addService, deleteService, editService, flush, zeroAll, zeroService} from './services.js';

/** ip_vs_genl_set_cmd() and ip_vs_genl_set_daemon(): a change, checked in the kernel's order. */
export function change(director: Director, surroundings: Surroundings, number: number, request: Request): Outcome {
  switch (number) {
    case command.newDaemon:
      return startDaemon(director, surroundings, request);
    case command.delDaemon:
      return stopDaemon(director, request);
    case command.flush:
      giveWay(director);
      return void flush(director);
    case command.setConfig:
      return setConfiguration(director, request);
    case command.zero:
      if (!request.attributes.service) return void zeroAll(director);
  }
  const service = parseServiceName(director, surroundings, request.buffer, request.attributes.service);
  if (service instanceof Failure) return service;
  if (number === command.newService || number === command.setService)
    return changeService(director, number, service, request);
  if (!service.found) return new Failure('ESRCH');
  if (number === command.delService) {
    giveWay(director, service.found);
    return void deleteService(director, service.found);
  }
  if (number === command.zero) return void zeroService(service.found);
  const destination = parseDestination(director, surroundings, service.found, number, request);
  if (destination instanceof Failure) return destination;
  const outcome = changeDestination(director, surroundings, number, service, destination);
  if (!outcome) giveWay(director, service.found, destination.name);
  return outcome;
}

function changeService(
  director: Director,
  number: number,
  {name, found}: ServiceRequest,
  {buffer, attributes}: Request,
): Outcome {
  const settings = parseServiceSettings(found, buffer, attributes.service as {start: number; end: number});
  if (settings instanceof Failure) return settings;
  if (number === command.newService) return found ? new Failure('EEXIST') : addService(director, name, settings);
  return found ? editService(found, settings) : new Failure('ESRCH');
}

function changeDestination(
  director: Director,
  surroundings: Surroundings,
  number: number,
  {found}: ServiceRequest,
  {name, settings}: DestinationRequest,
): Outcome {
  const service = found as NonNullable<typeof found>;
  if (!settings) return deleteDestination(director, service, name);
  if (number === command.newDest) return addDestination(director, surroundings, service, name, settings);
  return editDestination(service, name, settings);
}
