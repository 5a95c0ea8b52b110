import { behaviour } from './behaviour';
import { bytes } from './bytes';
import { egressGateway } from './egress-gateway';
import { forwardProxy } from './forward-proxy';
import { gatewayApi } from './gateway-api';
import { meshPolicy } from './mesh-policy';
import { refusals } from './refusals';
import { seeing } from './seeing';
import { type Chapter } from './story';
import { thePost } from './the-post';
import { tlsOrigination } from './tls-origination';

export const CHAPTERS: readonly Chapter[] = [
  thePost, meshPolicy, bytes, refusals, behaviour, tlsOrigination, egressGateway, gatewayApi, forwardProxy, seeing,
];
