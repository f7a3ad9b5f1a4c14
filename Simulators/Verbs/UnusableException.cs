namespace CityOps.Simulators.Verbs;

/// <summary>What the command line asks for cannot be done, for a reason that its author can mend. The message is a whole sentence or several.</summary>
sealed class UnusableException : Exception
{
    public UnusableException(string message)
        : base(message)
    {
    }
}
