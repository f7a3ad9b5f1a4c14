using System.Text.Json.Serialization;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

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
