namespace CityOps.Simulators.Verbs;

/// <summary>Passwords and keys in files, so that they are in no command line.</summary>
static class SecretFile
{
    /// <param name="option">That names the file.</param>
    /// <exception cref="UnusableException">It cannot be read.</exception>
    public static string FirstLine(string option, string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{option}: {e.Message}");
        }
    }
}
