using System.CommandLine;
using System.CommandLine.Parsing;
using CityOps.Core.Readings;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Import;

/// <summary>The words of the command line that say what to import, and where to.</summary>
static class ImportArguments
{
    /// <summary>The environment variable that is looked at when the command line has no key.</summary>
    public const string KeyVariable = "CITYOPS_API_KEY";

    static readonly Argument<string[]> Files = new("file") { Description = "CSV as the city exports it, plain or gzipped; several are sent one after the other", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<string?> Domain = new("--domain")
    {
        Description = $"Domain of the devices in files that have no column of it, such as pages of /readings: {string.Join(", ", Domains.All)}", HelpName = "domain",
    };
    static readonly Option<bool> WithFailed = new("--with-failed") { Description = "Sends readings that failed, too; the city judges them anew" };
    static readonly Option<int> DeviceRate = NumberOption.Between(
        "--device-rate", "Messages per second at which a device is kept once it has sent 27,000, so that Devices:Rate sheds nothing; 0 = no limit", 200, 0, 1_000_000);
    static readonly Option<Uri?> City = new("--city")
    {
        Description = "Where the city's pages are, such as http://localhost:5080: at the end its ledger says what it refused, and why", HelpName = "url", CustomParser = ParseCity,
    };
    static readonly Option<string?> KeyFile = new("--key-file") { Description = $"File whose first line is a key that may look at the city; without it {KeyVariable}, or none", HelpName = "file" };
    static readonly Option<bool> Dry = new("--dry-run") { Description = "Reads and says what would be sent; needs no broker" };

    public static void AddTo(Verb verb)
    {
        verb.Command.Arguments.Add(Files);
        verb.Add(Domain, WithFailed, City, KeyFile, DeviceRate, Dry);
        BrokerArguments.AddTo(verb.Command);
        verb.Command.Validators.Add(Check);
    }

    public static bool IsDry(ParseResult words) => words.GetValue(Dry);

    /// <summary>Null where nobody asks what the city made of it.</summary>
    public static Uri? CityOf(ParseResult words) => words.GetValue(City);

    /// <exception cref="UnusableException">The file cannot be read.</exception>
    public static string? KeyOf(ParseResult words) => words.GetValue(KeyFile) is { } file ? SecretFile.FirstLine("--key-file", file) : Environment.GetEnvironmentVariable(KeyVariable);

    /// <exception cref="UnusableException">The password file cannot be read.</exception>
    public static ImportOptions Read(ParseResult words) =>
        new(BrokerArguments.Read(words), words.GetValue(Files)!, words.GetValue(Domain), words.GetValue(WithFailed), words.GetValue(DeviceRate));

    static void Check(CommandResult result)
    {
        var files = result.GetValue(Files) ?? [];
        if (Array.Find(files, file => file.StartsWith('-')) is { } misspelt)
        {
            result.AddError($"Unrecognized command or argument '{misspelt}'.");
        }
        else if (files.Length == 0)
        {
            result.AddError("import what? `import FILE`");
        }

        if (result.GetValue(Domain) is { } domain && !Domains.IsKnown(domain))
        {
            result.AddError($"--domain takes one of {string.Join(", ", Domains.All)}");
        }

        if (result.GetResult(KeyFile) is not null && result.GetResult(City) is null)
        {
            result.AddError("--key-file needs --city");
        }
    }

    static Uri? ParseCity(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var city) && city.Scheme is "http" or "https")
        {
            return city;
        }

        result.AddError($"--city takes an address such as http://localhost:5080, not '{text}'");
        return null;
    }
}
