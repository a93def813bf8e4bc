import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {viewRouter} from '../../../src/director/view/router-view.js';
import {parseAddress} from '../../../src/net/address.js';
import {passwordFromText} from '../../../src/vrrp/password.js';
import {configuration, router, type RouterChoice} from '../../vrrp/speaker/settings.js';

function viewed(choice: RouterChoice, links: readonly (string | undefined)[] = []) {
  const settings = router(choice);
  const addresses = settings.addresses.map((own, i) => ({...own, interface: links[i]}));
  return viewRouter({...settings, addresses}, undefined, configuration([settings]), 0);
}

describe('a virtual router as the sockets show it', () => {
  test('says that it has a password, and not which', () => {
    const shown = viewed({authentication: {type: 'password', password: passwordFromText('s3cret')}});
    assert.equal(shown.authentication, 'password');
    assert.doesNotMatch(JSON.stringify(shown), /s3cret/);
    assert.equal(viewed({}).authentication, 'none');
  });

  test('says which addresses are on another link', () => {
    const addresses = ['10.0.0.100/24', '10.0.1.100/24'];
    assert.deepEqual(viewed({addresses}, [undefined, 'eth1']).links, {'10.0.1.100/24': 'eth1'});
    assert.deepEqual(viewed({addresses}, ['eth0']).links, {}, 'its own link is none');
  });

  test('says what else its peers have to agree on', () => {
    const shown = viewed({multicastGroup: parseAddress('224.0.0.20'), ignoresAddressLists: true});
    assert.deepEqual([shown.multicastGroup, shown.ignoresAddressLists], ['224.0.0.20', true]);
    assert.deepEqual([viewed({}).multicastGroup, viewed({}).ignoresAddressLists], [undefined, false]);
    const usual = viewed({multicastGroup: parseAddress('224.0.0.18')});
    assert.equal(usual.multicastGroup, undefined);
  });
});
