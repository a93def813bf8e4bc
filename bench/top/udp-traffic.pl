# UDP packets to virtual services, from 5 to 60 a second each, from clients that come again: perl udp-traffic.pl PORT ADDRESS...
# A raw socket names any source it likes; one process for all of them costs little.
use strict;
use warnings;
use Socket;
use Time::HiRes qw(sleep);

my ($port, @addresses) = @ARGV;
socket(my $raw, PF_INET, SOCK_RAW, 255) or die "raw socket: $!";    # IPPROTO_RAW: the IP header is ours
srand(1);
my $slices = 5;                                                      # of a second
my @rates;
for (my $slice = 0;; $slice++) {
    @rates = map { 5 + int(rand(56)) } @addresses if $slice % $slices == 0;
    for my $i (0 .. $#addresses) {
        my $to = inet_aton($addresses[$i]);
        for (1 .. 1 + int($rates[$i] / $slices)) {
            my $length = 8 + int(rand(400));
            my $source = pack('C4', 10, 20, 200 + int(rand(20)), 1 + int(rand(200)));
            my $udp = pack('n4', 1024 + int(rand(50)), $port, $length, 0) . "\0" x ($length - 8);
            my $ip = pack('C2 n3 C2 n a4 a4', 0x45, 0, 20 + $length, $slice % 65536, 0, 64, 17, 0, $source, $to);
            send($raw, $ip . $udp, 0, pack_sockaddr_in(0, $to)) // die "send: $!";
        }
    }
    sleep(1 / $slices);
}
