#!/usr/bin/perl
# Has the real ldirectord read configurations: its own code without its main part.
# For each absolute path on standard input a line of JSON: whether it starts, the lines it names, and what it has read.
use strict;
use warnings;
use JSON::PP;

my $program = shift // '/usr/sbin/ldirectord';
my $json = JSON::PP->new->canonical->allow_nonref;

open(my $file, '<', $program) or die "$program: $!";
my $source = do { local $/; <$file> };
my ($head, $main, $functions) = split(/^# (?:main code|functions)\n/m, $source);
die "$program: no main part" unless defined $functions;
local @ARGV = ();
{
	no strict;
	no warnings;
	eval "$head\n$functions\n1" or die $@;
}

our ($CONFIG, $CFGNAME, $DAEMON_STATUS, $HOSTNAME, $RUNPID, $opt_d, @VIRTUAL, %LD_INSTANCE);
our ($CHECKTIMEOUT, $NEGOTIATETIMEOUT, $CHECKINTERVAL, $CHECKCOUNT, $FAILURECOUNT, $FALLBACK, $FALLBACK6);
our ($FALLBACKCOMMAND, $AUTOCHECK, $CALLBACK, $LDIRLOG, $FORKING, $SUPERVISED, $QUIESCENT, $READDQUIESCENT);
our ($EMAILALERT, $EMAILALERTFREQ, $EMAILALERTSTATUS, $EMAILALERTFROM, $CLEANSTOP, $SMTP, $MAINTDIR);

$| = 1;
while (my $path = <STDIN>) {
	chomp $path;
	pipe(my $from, my $to) or die $!;
	my $child = fork() // die $!;
	if ($child == 0) {
		close $from;
		ask($path, $to);
		CORE::exit(0);
	}
	close $to;
	my $answer = do { local $/; <$from> };
	waitpid($child, 0);
	print length($answer) ? $answer : $json->encode({died => $?}) . "\n";
}

sub ask {
	my ($path, $to) = @_;
	($CONFIG, $CFGNAME, $HOSTNAME, $RUNPID) = ($path, 'oracle', 'director1', '/nonexistent/ldirectord');
	$opt_d = '';
	$DAEMON_STATUS = 0x1;
	my (@errors, @warnings);
	{
		no warnings qw(redefine once);
		*main::__config_log = sub {
			my ($line, $prefix, $message) = @_;
			chomp $message;
			push @{$prefix eq 'Error' ? \@errors : \@warnings}, {line => $line, message => $message};
		};
		*main::ld_exit = sub { die "exit $_[0]\n" };
		*main::ld_rm_file = sub { 0 };
	}
	local $SIG{__WARN__} = sub { };
	local $SIG{ALRM} = sub { CORE::exit(9) };
	# ldirectord opens the files it is to write to: none is made by nobody in /
	chdir '/';
	($), $>) = ('65534 65534', 65534) if $> == 0;
	alarm 20;
	my $starts = eval { read_config(); ld_setup(); 1 };
	my $failure = $starts ? undef : $@;
	my %answer = (
		starts => $starts ? JSON::PP::true : JSON::PP::false,
		errors => \@errors,
		warnings => \@warnings,
		($failure && $failure ne "exit 2\n" ? (failure => "$failure") : ()),
		($starts ? (globals => globals(), virtuals => [map { virtual($_) } @VIRTUAL]) : ()),
	);
	print $to $json->encode(\%answer), "\n";
	close $to;
}

sub globals {
	my %own = (
		checktimeout => text($CHECKTIMEOUT), negotiatetimeout => text($NEGOTIATETIMEOUT),
			checkinterval => text($CHECKINTERVAL), checkcount => text($CHECKCOUNT),
			failurecount => text($FAILURECOUNT), fallbackcommand => text($FALLBACKCOMMAND),
			autoreload => text($AUTOCHECK), callback => text($CALLBACK), logfile => text($LDIRLOG),
			fork => text($FORKING), supervised => text($SUPERVISED), quiescent => text($QUIESCENT),
			readdquiescent => text($READDQUIESCENT), emailalert => text($EMAILALERT),
			emailalertfreq => text($EMAILALERTFREQ), emailalertstatus => text($EMAILALERTSTATUS),
			emailalertfrom => text($EMAILALERTFROM), cleanstop => text($CLEANSTOP), smtp => text($SMTP),
			maintenancedir => text($MAINTDIR),
	);
	return {
		own => plain(\%own),
		fallback => plain($FALLBACK), fallback6 => plain($FALLBACK6), execute => [sort keys %LD_INSTANCE],
	};
}

sub virtual {
	my ($v) = @_;
	my %own = map { $_ => text($v->{$_}) } grep { defined $v->{$_} && !ref $v->{$_} } keys %$v;
	return { own => \%own, real => plain($v->{real}), fallback => plain($v->{fallback}) };
}

sub text { return defined $_[0] ? "$_[0]" : undef }

sub plain {
	my ($value) = @_;
	return { map { $_ => plain($value->{$_}) } grep { defined $value->{$_} } keys %$value } if ref $value eq 'HASH';
	return [map { plain($_) } @$value] if ref $value eq 'ARRAY';
	return text($value);
}
