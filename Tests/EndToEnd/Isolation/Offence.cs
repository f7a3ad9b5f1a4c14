using System.Globalization;
using CityOps.Tests.Dashboard.Api;

namespace CityOps.Tests.EndToEnd.Isolation;

/// <summary>What somebody does wrong, message by message.</summary>
/// <param name="Device">Who it is; the beginning of all names where there are many.</param>
/// <param name="Message">Topic and payload of the message of a number, from 0.</param>
/// <param name="Least">It sends so many at least.</param>
/// <param name="PerBlock">So many go in one write, without a pause when there are many.</param>
sealed record Offence(string Device, Func<int, (string Topic, string Payload)> Message, int Least, int PerBlock = 50)
{
    const long Hour = 3_600_000;

    /// <summary>In one write and without a pause.</summary>
    const int Flooding = 1_000;

    // The oldest time that is no more taken is 31 days ago.
    const long TwoMonths = 60 * 24 * Hour;

    static readonly long Began = Json.Now;

    public static Offence Flood { get; } = Of("flooder", 100_000, n => Reading(Began + n, "pm10", n % 50), Flooding);

    public static Offence Rubbish { get; } = Of("babbler", 2_000, n => string.Create(CultureInfo.InvariantCulture, $"{{\"m\":{n} <script>"));

    public static Offence Future { get; } = Of("futurist", 2_000, n => Reading(Began + Hour + n, "pm10", 1));

    public static Offence Past { get; } = Of("antiquary", 2_000, n => Reading(Began - TwoMonths + n, "pm10", 1));

    public static Offence Repetition { get; } = Of("parrot", 2_000, _ => Reading(Began, "pm10", 1));

    public static Offence InventedSeries { get; } = Of("inventor", 10_000, n => Reading(Began + n, $"q{n.ToString(CultureInfo.InvariantCulture)}", 1));

    public static Offence InventedDevices { get; } = new(
        "ghost-", n => (Topic("ghost-" + n.ToString(CultureInfo.InvariantCulture)), Reading(Began, "pm10", 1)), 10_000, PerBlock: 100);

    public bool Floods => PerBlock >= Flooding;

    static Offence Of(string device, int least, Func<int, string> payload, int perBlock = 50) => new(device, n => (Topic(device), payload(n)), least, perBlock);

    static string Topic(string device) => $"cityops/v1/air/{device}/readings";

    static string Reading(long at, string quantity, int value) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{at}}},"m":{"{{{quantity}}}":{{{value}}}}}""");
}
