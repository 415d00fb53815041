# JSON::Validator: one line a document, what it says of it.
use strict;
use warnings;
use JSON::PP;
use JSON::Validator;
use Mojo::JSON qw(decode_json);

my ($folder) = @ARGV;
my %validators = map { $_ => JSON::Validator->new->schema("file://$folder/$_.json") } qw(mailing request);
my $json = JSON::PP->new->allow_nonref->canonical;
print $json->encode({version => "$JSON::Validator::VERSION"}), "\n";
open my $lines, '<', "$folder/documents.ndjson" or die $!;
while (my $line = <$lines>) {
    my $document = decode_json($line);
    my $value = Mojo::JSON::from_json($document->{text});
    my @errors = $validators{$document->{schema}}->validate($value);
    print $json->encode({valid => @errors ? JSON::PP::false : JSON::PP::true, said => @errors ? "$errors[0]" : undef}), "\n";
}
