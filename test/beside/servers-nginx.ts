import type {WebBehaviour} from './servers-behaviour.js';

export interface Site {
  readonly address: string;
  readonly port: number;
  readonly behaviour: WebBehaviour;
}

/** nginx.conf of sites, each with an address of its own. @param folder where the certificates are */
export function nginxConf(sites: readonly Site[], folder: string): string {
  const behaviours = [...new Set(sites.map(({behaviour}) => behaviour))];
  const alike = (wanted: WebBehaviour) => sites.filter(({behaviour}) => behaviour === wanted);
  return `worker_processes 1;
daemon off;
user root;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log crit;
events { worker_connections 512; }
http {
  access_log off;
  default_type text/plain;
${behaviours.map(behaviour => servers(behaviour, alike(behaviour), folder)).join('\n')}
}
`;
}

/** The name that SNI and Host have. */
export const hostName = 'www.example.org';

/** All sites that do the same: one server without a name and one with, each on all of their addresses. */
function servers(behaviour: WebBehaviour, sites: readonly Site[], folder: string): string {
  const isSecure = behaviour.startsWith('tls');
  const page = behaviour.replace(/^tls /, '');
  const listen = (more: string) =>
    sites
      .map(
        ({address, port}) =>
          `listen ${address.includes(':') ? `[${address}]` : address}:${port}${isSecure ? ' ssl' : ''}${more};`,
      )
      .join(' ');
  const certificate = page === 'expired' ? 'expired' : page === 'other name' ? 'other' : 'good';
  const tls = isSecure ? `ssl_certificate ${folder}/${certificate}.pem; ssl_certificate_key ${folder}/server.key;` : '';
  const rejects = page === 'refuses the name';
  const name = rejects || page === 'no such host' ? 'elsewhere.example.org' : hostName;
  return `  server { ${listen(' default_server')} server_name _; ${rejects ? 'ssl_reject_handshake on;' : tls}
    ${pages(page, 'return 404;')}
  }
  server { ${listen('')} server_name ${name}; ${tls}
    ${pages(page, 'return 200 "named\\n";')}
  }`;
}

function pages(page: string, byName: string): string {
  const status = /^\d+$/.test(page) ? Number(page) : 200;
  const text = page === 'other page' ? 'sorry, under construction\\n' : 'welcome\\n';
  return `location = / { ${status === 301 ? 'return 301 http://elsewhere/;' : `return ${status} "${text}";`} }
    location = /second { ${page === 'second 404' ? 'return 404;' : 'return 200 "second\\n";'} }
    location = /by-name { ${byName} }`;
}
