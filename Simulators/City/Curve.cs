namespace CityOps.Simulators.City;

/// <summary>Shapes that models are made of. All are continuous, so that nothing jumps.</summary>
static class Curve
{
    /// <summary>1 at 0 and nothing from ±1 on, with a level top and level ends. Its area is 16/15.</summary>
    public static double Bump(double x)
    {
        var rest = 1 - x * x;
        return rest <= 0 ? 0 : rest * rest;
    }

    /// <summary>0 up to 0, 1 from 1 on, an S between.</summary>
    public static double Step(double x) => Noise.SmoothStep(x);

    /// <summary>The value itself up to <paramref name="knee"/>; from there on it nears <paramref name="limit"/> and never reaches it.</summary>
    public static double Below(double limit, double knee, double value)
    {
        var room = limit - knee;
        return value <= knee ? value : knee + room * (1 - Math.Exp((knee - value) / room));
    }
}
