using System.CommandLine;

namespace CityOps.Simulators.Devices;

/// <summary>The words of the command line that say how devices are connected.</summary>
static class DeviceArguments
{
    static readonly Option<OwnClients> Own = new("--own-clients")
    {
        Description = "Devices with an MQTT client of their own: a number, or a share such as 0.1 or 10%; the others speak through gateways",
        DefaultValueFactory = _ => OwnClients.Default,
        CustomParser = result =>
        {
            if (!OwnClients.TryParse(result.Tokens[0].Value, out var value))
            {
                result.AddError($"--own-clients: '{result.Tokens[0].Value}' is neither a number nor a share such as 0.1 or 10%");
            }

            return value;
        },
    };

    public static void AddTo(Command command) => command.Options.Add(Own);

    public static OwnClients OwnClientsOf(System.CommandLine.ParseResult parsed) => parsed.GetValue(Own);
}
