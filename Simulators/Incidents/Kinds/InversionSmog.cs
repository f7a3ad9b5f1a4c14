using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// Cold air lies in the basin and nothing leaves it: dust and NO2 rise to several times the usual in the whole city, and NO eats the
/// ozone. The lowest districts fill first.
/// </summary>
static class InversionSmog
{
    const string WholeCity = "Ljubljana";
    const double LastDistrictMinutes = 20;

    public static IncidentKind Kind { get; } = new(city => city.Devices.Any(d => d.Domain == "air") ? [WholeCity] : [], Lay)
    {
        Id = "inversion-smog",
        Name = new LocalText("Inversion smog", "Smog ob temperaturnem obratu"),
        Sentence = new LocalText(
            "Cold air lies over the basin: dust and NO₂ rise to several times the usual everywhere, ozone disappears.",
            "Hladen zrak obleži nad kotlino: prah in NO₂ povsod narasteta na večkratnik običajnega, ozon izgine."),
        NaturalDuration = TimeSpan.FromHours(12),
        DemoDuration = TimeSpan.FromMinutes(8),
    };

    static IEnumerable<Impact> Lay(Scene scene) => scene.Of("air").Select(device =>
    {
        var onset = LastDistrictMinutes * Noise.Uniform(Noise.Key(1, device.District), 0);
        var dust = (110 + 50 * scene.Size) * Scene.Own(device, 0.05);
        var no2 = (125 + 45 * scene.Size) * Scene.Own(device, 0.05);
        return new Impact(device, scene.Course(onset, onset + 60, 600 + onset, 690 + onset),
            [Push.To("pm10", dust), Push.To("pm25", 0.78 * dust), Push.To("no2", no2), Push.To("o3", 2)]);
    });
}
