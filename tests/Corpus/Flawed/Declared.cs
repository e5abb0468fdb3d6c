namespace Shop.Declared;

/// <summary>Its manifests are declared, with two slips: see Declared/meshready.json.</summary>
public sealed class Greeting
{
    public string Text => "hello";
}
