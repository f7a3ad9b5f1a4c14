using System.Text.Json.Serialization;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>Newest values as the hub and the snapshot give them.</summary>
/// <param name="Epoch">Random per start of this process: after another one, fetch the snapshot again.</param>
/// <param name="Seq">Rises by one with each tick; a snapshot has everything up to and including its number.</param>
/// <param name="Items">Empty when nothing changed: the frame then says that the line lives.</param>
public sealed record ValuesFrame(
    string Epoch, long Seq, [property: JsonConverter(typeof(InstantConverter))] long At, IReadOnlyList<ValueItem> Items);

/// <summary>The newest reading of one series.</summary>
public sealed record ValueItem(
    string Series,
    double Value,
    [property: JsonConverter(typeof(InstantConverter))] long ObservedAt,
    [property: JsonConverter(typeof(InstantConverter))] long ReceivedAt,
    string Quality)
{
    public static ValueItem From(Reading reading) =>
        new(reading.Series.ToString(), reading.Value, reading.ObservedAt, reading.ReceivedAt, reading.Quality.ToWire());
}
