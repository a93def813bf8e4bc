export class ConnectionTable {}
