using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Ingestion.Mqtt.Access;

/// <summary>
/// mosquitto's acl_file. The domains are written out: a + in their place would also fit the topics under <c>cityops/v1/_</c>, which
/// belong to CityOps alone.
/// </summary>
sealed class AccessList
{
    const string OwnSection = $"user {OwnRole.User}";

    const string Head = $"""
        # Who may publish and read what, for mosquitto. Made by broker-access, which adds gateways at the end and leaves the rest alone.
        # Comments stand on lines of their own: mosquitto knows no others. Whatever no line allows is refused.

        # CityOps itself, and nobody else under {Topics.OursPrefix}. The broker's own numbers are for health checks.
        {OwnSection}
        topic readwrite {Topics.Root}#
        topic read $SYS/broker/#

        """;

    string _text;

    AccessList(string text) => _text = text.EndsWith('\n') ? text : text + "\n";

    /// <summary>For CityOps and for devices; without gateways.</summary>
    public static AccessList New() => new(
        Head + "\n# A device, by its user name: its own readings, its own status, and what it is told to do.\n" + Lines("pattern", "%u"));

    /// <summary>Null when the text is not one of ours.</summary>
    public static AccessList? Read(string text) => Section(text, OwnSection) ? new AccessList(text) : null;

    public bool HasGateway(string name) => Section(_text, $"user {name}");

    /// <summary>Lets it publish for every device, and read what each is told to do.</summary>
    public void AddGateway(string name) => _text += $"\n# A gateway: publishes for many devices.\nuser {name}\n" + Lines("topic", "+");

    public bool HasCity(string name) => Section(_text, CityLine(name));

    /// <summary>Lets a gateway play a simulated city that is told what goes wrong, and tell it. Nobody else may but CityOps itself.</summary>
    public void AddCity(string name) =>
        _text += $"\n{CityLine(name)}\nuser {name}\ntopic write {Topics.CityOrders}\ntopic write {Topics.CityAnswers}\n";

    public override string ToString() => _text;

    static string CityLine(string name) => $"# {name} plays a simulated city, and may tell it what goes wrong.";

    static string Lines(string kind, string device) => string.Concat(Domains.All.Select(domain =>
        $"{kind} write {Topics.Readings(domain, device)}\n{kind} write {Topics.Status(domain, device)}\n{kind} read {Topics.Commands(domain, device)}\n"));

    static bool Section(string text, string line) => text.Split('\n').Any(one => one.Trim() == line);
}
