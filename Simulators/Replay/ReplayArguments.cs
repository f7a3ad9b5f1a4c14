using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Replay.Rows;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Replay;

/// <summary>The words of the command line that say what to replay, and how.</summary>
static class ReplayArguments
{
    const string FullSpeed = "max";
    const double UsualSpeed = 60;
    const double FastestSpeed = 1_000_000;

    static readonly Argument<string[]> Files = new("file") { Description = "Recorded CSV, plain or gzipped; several are played side by side", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<string?> Mapping = new("--mapping", "-m")
    {
        Description = $"What the columns mean: a file (docs/replay.md), or one of ours: {string.Join(", ", MappingFile.Names)}",
        HelpName = "file or name",
    };
    static readonly Option<ReplayTime> Times = new("--times")
    {
        Description = "Which time readings carry. now: the first row is now, and the rest follows at the speed; with --speed max the last row is now and the "
            + "recording lies behind it. original: the recorded time; a city takes it only as far back as its Ingestion:MaxAge says (default 31 days, at most 36500)",
        HelpName = "original|now",
        DefaultValueFactory = _ => ReplayTime.Now,
    };
    static readonly Option<double?> Speed = new("--speed")
    {
        Description = "Recorded seconds that pass in one: 1, 60, 3600 …, or max: as fast as the broker acknowledges. Without it 60 for now and max for original",
        HelpName = "number|max",
        CustomParser = ParseSpeed,
    };
    static readonly Option<string?> From = new("--from") { Description = "Recorded time of the first row, such as 2014-08-05 or 2014-08-05T06:00; in the mapping's zone", HelpName = "time" };
    static readonly Option<string?> To = new("--to") { Description = "Recorded time before which it ends", HelpName = "time" };
    static readonly Option<string> Prefix = new("--device-prefix") { Description = "Put before device and station ids: another replay, another city", HelpName = "text", DefaultValueFactory = _ => "" };
    static readonly Option<string?> StationTable = new("--stations") { Description = "The mapping's table of stations, where it is neither beside the recording nor beside the mapping", HelpName = "file" };
    static readonly Option<int> DeviceRate = NumberOption.Between(
        "--device-rate", "Messages per second at which a device is kept once it has sent 27,000, so that Devices:Rate sheds nothing; 0 = no limit", 200, 0, 1_000_000);
    static readonly Option<bool> Dry = new("--dry-run") { Description = "Reads and says what would be sent; needs no broker" };
    static readonly Option<bool> Example = new("--example") { Description = "Prints a mapping with every member explained, to begin with" };

    public static void AddTo(Verb verb)
    {
        verb.Command.Arguments.Add(Files);
        verb.Add(Mapping, Times, Speed, From, To, Prefix, StationTable, DeviceRate, Dry, Example);
        BrokerArguments.AddTo(verb.Command);
        verb.Command.Validators.Add(Check);
    }

    public static bool IsExample(ParseResult words) => words.GetValue(Example);

    public static bool IsDry(ParseResult words) => words.GetValue(Dry);

    public static string? StationFile(ParseResult words) => words.GetValue(StationTable);

    public static string MappingName(ParseResult words) => words.GetValue(Mapping)!;

    /// <exception cref="UnusableException">A time or the password file cannot be read.</exception>
    public static ReplayOptions Read(ParseResult words, CsvMapping mapping)
    {
        var time = words.GetValue(Times);
        var speed = words.GetValue(Speed) ?? (time == ReplayTime.Now ? UsualSpeed : double.PositiveInfinity);
        var period = new Period(Instant("--from", words.GetValue(From), mapping) ?? long.MinValue, Instant("--to", words.GetValue(To), mapping) ?? long.MaxValue);
        return new ReplayOptions(BrokerArguments.Read(words), words.GetValue(Files)!, time, speed, period, words.GetValue(Prefix)!, words.GetValue(DeviceRate));
    }

    static void Check(CommandResult result)
    {
        if (result.GetValue(Example))
        {
            return;
        }

        var files = result.GetValue(Files) ?? [];
        if (Array.Find(files, file => file.StartsWith('-')) is { } misspelt)
        {
            result.AddError($"Unrecognized command or argument '{misspelt}'.");
            return;
        }

        if (files.Length == 0)
        {
            result.AddError("replay what? `replay FILE --mapping NAME`");
        }

        if (result.GetResult(Mapping) is null)
        {
            result.AddError($"--mapping says what the columns mean: a file, or one of {string.Join(", ", MappingFile.Names)}; `replay --example` prints one to begin with");
        }
    }

    static long? Instant(string option, string? text, CsvMapping mapping)
    {
        if (text is null)
        {
            return null;
        }

        var reader = new TimeReader(new TimeColumns([], "iso", mapping.Time.Zone ?? "UTC"));
        return reader.TryRead(text, long.MinValue, out var ms, out var why) ? ms : throw new UnusableException($"{option}: {why}");
    }

    static double? ParseSpeed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == FullSpeed)
        {
            return double.PositiveInfinity;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= FastestSpeed)
        {
            return speed;
        }

        result.AddError($"--speed takes a number above 0 up to {FastestSpeed:0}, or {FullSpeed}");
        return null;
    }
}
