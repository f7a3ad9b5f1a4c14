using CityOps.Core.Readings;

namespace CityOps.Ingestion.Mqtt.Access;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Gateways">Those that play a simulated city among them.</param>
/// <param name="Cities">Who plays a simulated city and may tell it what goes wrong.</param>
sealed record AccessArguments(string Folder, IReadOnlyList<string> Devices, IReadOnlyList<string> Gateways, IReadOnlyList<string> Cities, bool Renew)
{
    public const string Usage = "broker-access --folder <dir> [--device <id>]… [--gateway <name>]… [--simulated-city <name>]… [--renew]";

    /// <exception cref="ArgumentException">Something is missing, unknown, or no valid name; in words.</exception>
    public static AccessArguments Read(string[] args)
    {
        string? folder = null;
        var (devices, gateways, cities, renew) = (new List<string>(), new List<string>(), new List<string>(), false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--folder":
                    folder = Value(args, ref i);
                    break;
                case "--device":
                    devices.Add(Name(Value(args, ref i)));
                    break;
                case "--gateway":
                    gateways.Add(Name(Value(args, ref i)));
                    break;
                case "--simulated-city":
                    cities.Add(Name(Value(args, ref i)));
                    break;
                case "--renew":
                    renew = true;
                    break;
                default:
                    throw new ArgumentException($"'{args[i]}' is unknown.");
            }
        }

        return new AccessArguments(folder ?? throw new ArgumentException("--folder is missing."), devices, [.. gateways.Union(cities)], cities, renew);
    }

    static string Value(string[] args, ref int at) =>
        ++at < args.Length ? args[at] : throw new ArgumentException($"{args[at - 1]} needs a value.");

    static string Name(string text) =>
        !Identifiers.IsId(text) ? throw new ArgumentException($"'{text}' is no name: 1 to 64 of letters, digits, dot, underscore and hyphen.")
        : text == OwnRole.User ? throw new ArgumentException($"'{text}' is the name of CityOps itself; it is always there.")
        : text;
}
