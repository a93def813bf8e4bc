# One UDP packet from each of COUNT sources to a virtual service: perl udp-connections.pl COUNT ADDRESS PORT
# A raw socket names any source it likes: a system call a connection, where real sockets take four.
use strict;
use warnings;
use Socket;

my ($count, $address, $port) = @ARGV;
socket(my $raw, PF_INET, SOCK_RAW, 255) or die "raw socket: $!";    # IPPROTO_RAW: the IP header is ours
my $to = pack_sockaddr_in(0, inet_aton($address));
for my $i (0 .. $count - 1) {
    my $source = pack('C4', 10, 21, $i % 200, 1 + ($i / 200) % 200);
    my $udp = pack('n4', 1024 + $i % 60000, $port, 8, 0);
    my $ip = pack('C2 n3 C2 n a4 a4', 0x45, 0, 28, $i % 65536, 0, 64, 17, 0, $source, inet_aton($address));
    defined send($raw, $ip . $udp, 0, $to) or die "send: $!";
}
