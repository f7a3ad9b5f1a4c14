using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Load;

/// <summary>The words of the command line that say how much load.</summary>
static class LoadArguments
{
    static readonly LoadOptions Defaults = new();

    static readonly Option<int> Qos = NumberOption.Between("--qos", "0 or 1", Defaults.Qos, 0, 1);
    static readonly Option<int> Rate = NumberOption.Between("--rate", "Messages per second; 0 = as fast as the broker acknowledges", (int)Defaults.Rate, 0, 10_000_000);
    static readonly Option<int> Devices = NumberOption.Between("--devices", "Devices that take turns", Defaults.Devices, 1, 1_000_000);
    static readonly Option<int> Connections = NumberOption.Between("--connections", "Connections the devices are spread over; not more than devices", Defaults.Connections, 1, 10_000);
    static readonly Option<TimeSpan> Duration = new("--duration")
    {
        Description = "How long to send: seconds, or such as 90s, 10m, 1h",
        CustomParser = ParseDuration,
        DefaultValueFactory = _ => Defaults.Duration,
    };
    static readonly Option<long?> Messages = new("--messages") { Description = "Stop earlier, after so many messages" };
    static readonly Option<string> Domain = new("--domain") { Description = "Domain in the topics", DefaultValueFactory = _ => Defaults.Domain };
    static readonly Option<string> Prefix = new("--prefix") { Description = "What device ids begin with", DefaultValueFactory = _ => Defaults.Prefix };

    public static void AddTo(Command command)
    {
        Domain.AcceptOnlyFromAmong([.. Domains.All]);
        foreach (var option in (Option[])[Qos, Rate, Devices, Connections, Duration, Messages, Domain, Prefix])
        {
            command.Options.Add(option);
        }

        BrokerArguments.AddTo(command, tls: false);
        command.Validators.Add(Check);
    }

    /// <exception cref="UnusableException">The password file cannot be read.</exception>
    public static LoadOptions Read(ParseResult parsed)
    {
        var broker = BrokerArguments.Read(parsed);
        return new LoadOptions
        {
            Host = broker.Host,
            Port = broker.Port,
            Username = broker.Username,
            Password = broker.Password,
            WaitForBroker = broker.WaitForBroker,
            Qos = parsed.GetValue(Qos),
            Rate = parsed.GetValue(Rate),
            Devices = parsed.GetValue(Devices),
            Connections = parsed.GetValue(Connections),
            Duration = parsed.GetValue(Duration),
            Messages = parsed.GetValue(Messages),
            Domain = parsed.GetValue(Domain)!,
            Prefix = parsed.GetValue(Prefix)!,
        };
    }

    static void Check(CommandResult result)
    {
        // A mistake in a number was said already, and asking for it again would throw.
        if (result.Errors.Any() || result.Children.OfType<OptionResult>().Any(option => option.Errors.Any()))
        {
            return;
        }

        // A validator sees no defaults.
        var devices = result.GetResult(Devices) is null ? Defaults.Devices : result.GetValue(Devices);
        if (result.GetValue(Connections) > devices)
        {
            result.AddError("--connections takes at most as many as there are devices");
        }

        if (!Identifiers.IsId($"{(result.GetResult(Prefix) is null ? Defaults.Prefix : result.GetValue(Prefix))}{devices}"))
        {
            result.AddError("--prefix takes letters, digits, '.', '_' and '-'; with its number an id has at most 64");
        }
    }

    static TimeSpan ParseDuration(ArgumentResult result) =>
        int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : LengthOfTime.Parse(result);
}
